interface Body {
  readonly representation: string
  readonly value: string
}

interface Rows {
  readonly results: readonly RestJson[]
  readonly meta: { readonly hasMore: boolean }
}

/**
 * What tests read of an object in an answer of the REST API: each has some of these fields. Whether an answer holds what it
 * must is asked of its published description and of the test, not of this type.
 */
export interface RestJson {
  readonly _links: { readonly base: string; readonly next?: string }
  readonly accountId: string
  readonly accountStatus: string
  readonly authorId: string
  readonly body: {
    readonly atlas_doc_format: Body
    readonly export_view: Body
    readonly storage: Body
    readonly view: Body
  }
  readonly content: RestJson
  readonly data: { readonly successful: boolean }
  readonly depth: number
  readonly description: { readonly plain: Body; readonly view: Body }
  readonly email: string
  readonly errors: readonly { readonly code: string; readonly title: string }[]
  readonly excerpt: string
  readonly homepageId?: string
  readonly icon: { readonly path: string }
  readonly id: string
  readonly key: string
  readonly labels: Rows
  readonly lastModified: string
  readonly message: string
  readonly parentId: string | null
  readonly parentType: string | null
  readonly permissions: Rows
  readonly position: number | null
  readonly properties: Rows
  readonly results: readonly RestJson[]
  readonly roleAssignments: Rows
  readonly size: number
  readonly spaceId: string
  readonly status: string
  readonly title: string
  readonly totalSize: number
  readonly type: string
  readonly user: { readonly accountId: string }
  readonly userKey: string
  readonly username: string
  readonly version: { readonly number: number }
}
