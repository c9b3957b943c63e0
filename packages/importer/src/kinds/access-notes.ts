import type {
  Content,
  Group,
  Membership,
  Person,
  Restriction,
  Role,
  RoleAssignment,
  Space,
  SpacePermission,
} from '@spacecrate/format'

/** Takes down whatever access follows from: what the kinds tell of their records. */
export interface AccessNotes {
  person(record: Person): void
  group(record: Group): void
  membership(record: Membership): void
  role(record: Role): void
  space(record: Space): void
  content(record: Content): void
  restriction(record: Restriction): void
  permission(record: SpacePermission): void
  assignment(record: RoleAssignment): void
}
