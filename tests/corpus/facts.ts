/** What stands in a public backup, read off its entities.xml by eye: titles, short sentences, counts and names. */
export interface BackupFacts {
  /** Name below `corpus/xml-backups`. */
  readonly backup: string
  readonly space: { readonly key: string; readonly name: string }
  /** Current pages from the root, in tree order; an entry with children is a pair. */
  readonly tree: TitleTree
  /** Current posts. */
  readonly posts: readonly string[]
  readonly pages: readonly PageFacts[]
}

/** Titles in the order in which siblings stand. */
export type TitleTree = readonly (string | readonly [title: string, children: TitleTree])[]

/** What is known of one page or post. White space in sentences counts as one blank. */
export interface PageFacts {
  readonly title: string
  readonly kind?: 'post'
  /** Absent for a current one. */
  readonly status?: 'draft' | 'trashed'
  /** A sentence of the current body. */
  readonly sentence?: string
  /** Number of versions, the current one included. */
  readonly versions: number
  /** Name of who wrote the current version; one of them, where the backup names the same key twice. */
  readonly author?: readonly string[]
  /** Sentences of earlier versions, and the messages that they were saved with. */
  readonly earlier?: readonly { readonly number: number; readonly sentence?: string; readonly message?: string }[]
  /** Texts of comments in thread order, with their depth; of inline ones the text they are on and how they stand. */
  readonly comments?: readonly (readonly [depth: number, text: string, on?: string, state?: 'resolved' | 'dangling'])[]
  readonly files?: readonly FileFacts[]
  readonly labels?: readonly string[]
}

/** A file on a page. */
export interface FileFacts {
  readonly name: string
  readonly versions: number
  readonly trashed?: true
  /** Text of its versions, oldest first. */
  readonly texts?: readonly string[]
  /** Size in bytes of the current version, where there are bytes. */
  readonly bytes?: number
}

const demonstration = 'Welcome to Confluence'
const picture = (name: string, bytes: number): FileFacts => ({ name, versions: 1, bytes })

/** The six backups that a browser looks at. */
export const facts: readonly BackupFacts[] = [
  {
    backup: '5.9.backup.zip',
    space: { key: 'ds', name: 'Demonstration Space' },
    tree: [
      [
        demonstration,
        [
          'What is Confluence? (step 1 of 9)',
          'A quick look at the editor (step 2 of 9)',
          "Let's edit this page (step 3 of 9)",
          'Prettify the page with an image (step 4 of 9)',
          'Get serious with a table (step 5 of 9)',
          'Lay out your page (step 6 of 9)',
          'Learn the wonders of autoconvert (step 7 of 9)',
          'Tell people what you think in a comment (step 8 of 9)',
          'Share your page with a team member (step 9 of 9)',
          'toto',
        ],
      ],
    ],
    posts: [],
    pages: [
      {
        title: demonstration,
        sentence: 'Choose a topic below to start learning how.',
        versions: 1,
        files: [picture('welcome.png', 3070)],
      },
      {
        title: 'What is Confluence? (step 1 of 9)',
        sentence: 'Confluence is a collaboration tool where you can create and share content with your team.',
        versions: 1,
      },
      {
        title: 'A quick look at the editor (step 2 of 9)',
        sentence: 'You can type into the editor as you would in any document',
        versions: 1,
        files: [
          picture('step-2-image-1.png', 282_167),
          picture('step-2-image-2.png', 4377),
          picture('step-2-image-3.png', 4912),
          picture('step-2-image-5.png', 25_655),
          { name: 'step-2-image-1.png', versions: 1, trashed: true, bytes: 59_256 },
          { name: 'step-2-image-5.png', versions: 1, trashed: true },
          { name: 'step-2-image-5.png', versions: 1, trashed: true },
        ],
      },
      {
        title: 'Lay out your page (step 6 of 9)',
        sentence: 'Page layouts provide structure in your page — two-column, three-column, and more',
        versions: 1,
        files: [
          picture('step06-image01.png', 2737),
          picture('step06-image02.png', 3386),
          picture('step06-image03.png', 4366),
        ],
      },
      {
        title: 'Prettify the page with an image (step 4 of 9)',
        sentence: "That's just the tip of the iceberg",
        versions: 1,
        files: [
          picture('Confluence-Origami-Necktie.jpeg', 47_510),
          picture('step04-02.png', 17_424),
          picture('step04-03.png', 15_741),
        ],
      },
      {
        title: 'toto',
        sentence: 'Instead of thinking about how much money I lost, I think about him.',
        versions: 1,
        author: ['Olivier [Administrator]'],
      },
      { title: 'toto', status: 'draft', sentence: 'He was the founder.', versions: 1 },
    ],
  },
  {
    backup: 'misc.backup.zip',
    space: { key: '~clemens', name: 'Test XWIKI-9803' },
    tree: ['empty', 'with [[brace]]s (and [single brace])'],
    posts: [],
    pages: [
      {
        title: 'with [[brace]]s (and [single brace])',
        sentence: 'Test [[braces]]',
        versions: 2,
        author: ['clemens', 'testUser'],
        earlier: [{ number: 1, sentence: 'Test [[brace]]s' }],
        files: [{ name: 'blind.gif', versions: 2, bytes: 111 }],
      },
      { title: 'empty', versions: 1 },
      {
        title: 'The Title of the Blog Post',
        kind: 'post',
        status: 'trashed',
        sentence: 'body of the blog post.',
        versions: 3,
        author: ['clemens', 'testUser'],
        earlier: [
          { number: 1, sentence: 'blog post' },
          { number: 3, message: 'Migrated to Confluence 5.3' },
        ],
        labels: ['globaltag', 'xwiki'],
      },
    ],
  },
  {
    backup: 'blogs',
    space: { key: 'SpaceA', name: 'SpaceA' },
    tree: ['SpaceA Home'],
    posts: ['Blog post'],
    pages: [
      { title: 'SpaceA Home', sentence: 'Link to blog post', versions: 1, author: ['testuser'] },
      { title: 'Blog post', kind: 'post', sentence: 'Content of the blog post', versions: 1, author: ['testuser'] },
      { title: 'Blog post', kind: 'post', status: 'draft', sentence: 'Content of the blog post', versions: 1 },
    ],
  },
  {
    backup: 'inlinecomments',
    space: { key: 'Remove1', name: 'Remove' },
    tree: [['Remove Home', ['PageWithInlineComments']]],
    posts: [],
    pages: [
      { title: 'Remove Home', sentence: 'hi', versions: 1, author: ['teodor.caras'], comments: [[0, 'My comment']] },
      {
        title: 'PageWithInlineComments',
        sentence: 'Line 7',
        versions: 2,
        author: ['teodor.caras'],
        comments: [
          [0, 'InlineComm1NotSolved', 'Line 2'],
          [1, 'InlineComm1NotSolved Reply1'],
          [1, 'InlineComm1NotSolved Reply2'],
          [0, 'InlineComm2NotSolved', 'Line 4'],
          [1, 'InlineComm1NotSolved Reply1'],
          [1, 'InlineComm2NotSolved Reply2'],
          [0, 'InlineComm3Solved', 'Line 6', 'dangling'],
          [0, 'InlineComm4Solved', 'Line 7', 'resolved'],
          [1, 'InlineComm4Solved Reply1'],
          [1, 'InlineComm4Solved Reply2'],
          [0, 'This is a normal comment'],
          [1, 'This is a reply to a normal comment.'],
        ],
      },
    ],
  },
  {
    backup: 'attachhist',
    space: { key: 'attachhist', name: 'attachhist' },
    tree: [['attachhist Home', ['Page with attachment']]],
    posts: [],
    pages: [
      { title: 'attachhist Home', sentence: 'home', versions: 1 },
      {
        title: 'Page with attachment',
        sentence: 'First attachment was updated with a third revision, second attachment was removed',
        versions: 3,
        earlier: [
          { number: 1, sentence: 'No attachment for this first revision.' },
          { number: 2, sentence: 'The first attachment has 2 revisions.' },
        ],
        files: [
          {
            name: 'attachment.txt',
            versions: 3,
            texts: ['first attachment rev', 'second attachment rev', 'third attachment rev'],
          },
          { name: 'attachment2.txt', versions: 1, texts: ['second attachment, first rev'] },
          { name: 'attachment2.txt', versions: 1, trashed: true, texts: ['second attachment, first rev'] },
        ],
      },
      { title: 'Page with attachment', status: 'draft', versions: 1, sentence: 'third revision' },
    ],
  },
  {
    backup: 'buggyhistory',
    space: { key: 'BuggyHist', name: 'Buggy History' },
    tree: ['1.2. Verification of history'],
    posts: [],
    pages: [
      {
        title: '1.2. Verification of history',
        sentence: 'Hello original',
        versions: 51,
        earlier: [{ number: 42, message: 'Reverted from v. 39' }, { number: 50, sentence: 'HELLO' }, { number: 1 }],
      },
    ],
  },
]
