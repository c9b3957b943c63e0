// Storage format: references
export { decodeCharacterReferences, escapeAttributeValue } from './storage/character-references.js'
export { findReferenceForm } from './storage/forms.js'
export type { ReferenceForm } from './storage/forms.js'
export { readReference } from './storage/read-reference.js'
export type {
  ReferenceChange,
  ReferenceContainer,
  ReferenceField,
  ReferenceKind,
  ReferenceSays,
  ReferenceTexts,
  StorageReference,
  UserIdentity,
} from './storage/reference.js'
export { rewriteReferences } from './storage/rewrite-references.js'
export type { RewrittenBody } from './storage/rewrite-references.js'
export { scanReferences, scanStorage } from './storage/scan-references.js'
export type { StorageScan } from './storage/scan-references.js'
export type { MarkupFault } from './storage/tag-cursor.js'
