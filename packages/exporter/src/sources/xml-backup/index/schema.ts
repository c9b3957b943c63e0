/** Raised with every change of the tables and of what the joins make of them: an index of another version is made anew. */
export const indexVersion = 9

/**
 * One row per object of entities.xml, in the order of the file: `n` counts from 1. Ids and other texts of the file are
 * cells (see `encodeCell`). `owner`, `parent`, `original` and `space` are what the object itself says; the columns on
 * `_n` are what that comes to, joined from both directions:
 *
 * - `owner_n` what it hangs on · `parent_n` its parent · `space_n` the space of a content
 * - `original_n` the object whose history (or draft) it is
 * - `root_n` the current object of its history, which is itself for most; empty for a version of nothing
 * - `record` id of the record that it is or belongs to
 *
 * Behind them stand the rows of tables beside entities.xml that have a place in the archive, as objects whose class is
 * the name of the table; `at` is a place in their file then, and `table_row` holds as JSON those of their cells that a record may hold. `table_file` says
 * how many tables with rows each file has, how many rows, and how many of them are in the index. `astray` is what an object lists
 * and did not get (see `findAstray`). `twin` says which object another one of its id was taken for, and in which fields they
 * differ. `part` says where the offsets of each backup begin, and `told` which properties of a
 * class the tables of a CSV export have columns for.
 */
export const tables = `
  CREATE TABLE object (
    n INTEGER PRIMARY KEY, class TEXT NOT NULL, id TEXT, at INTEGER NOT NULL, size INTEGER NOT NULL,
    owner_class TEXT, owner TEXT, parent TEXT, original TEXT, space TEXT,
    status INTEGER, version INTEGER, stamp TEXT, mark TEXT,
    owner_n INTEGER, parent_n INTEGER, original_n INTEGER, space_n INTEGER, root_n INTEGER, record TEXT
  );
  CREATE TABLE listed (link TEXT NOT NULL, child_class TEXT NOT NULL, child TEXT NOT NULL, parent INTEGER NOT NULL);
  CREATE TABLE space (
    n INTEGER PRIMARY KEY, key TEXT NOT NULL, lower TEXT NOT NULL, name TEXT, kind TEXT, status TEXT, home TEXT,
    created TEXT, modified TEXT, creator TEXT
  );
  CREATE TABLE account (n INTEGER PRIMARY KEY, key TEXT, lower TEXT, atlassian TEXT, bare TEXT, person TEXT);
  CREATE TABLE directory_user (n INTEGER PRIMARY KEY, lower TEXT NOT NULL, active INTEGER);
  CREATE TABLE directory_group (n INTEGER PRIMARY KEY, lower TEXT NOT NULL, name TEXT NOT NULL);
  CREATE TABLE clue (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL);
  CREATE TABLE finding (n INTEGER, omission TEXT NOT NULL);
  CREATE TABLE table_row (n INTEGER PRIMARY KEY, file TEXT NOT NULL, cells TEXT NOT NULL);
  CREATE TABLE table_file (file TEXT PRIMARY KEY, tables INTEGER NOT NULL, count INTEGER NOT NULL, named INTEGER NOT NULL);
  CREATE TABLE twin (n INTEGER PRIMARY KEY, kept INTEGER NOT NULL, differs TEXT);
  CREATE TABLE astray (
    n INTEGER PRIMARY KEY, parent INTEGER NOT NULL, link TEXT NOT NULL, child_class TEXT NOT NULL, child TEXT NOT NULL,
    child_n INTEGER
  );
  CREATE TABLE part (base INTEGER PRIMARY KEY);
  CREATE TABLE told (base INTEGER NOT NULL, class TEXT NOT NULL, property TEXT NOT NULL, PRIMARY KEY (base, class, property))
    WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
`

/** What the joins need; made once all rows are there. */
export const joinIndexes = `
  CREATE INDEX object_id ON object (id, class);
  CREATE INDEX listed_child ON listed (child, child_class, link);
`

/** What reading needs; made once the joins are done. */
export const readIndexes = `
  CREATE INDEX object_class ON object (class, n);
  CREATE INDEX object_owner ON object (owner_n, class, at, size, mark, id, root_n) WHERE owner_n IS NOT NULL;
  CREATE INDEX object_root ON object (root_n, at, size, version, stamp, status) WHERE root_n IS NOT NULL;
  CREATE INDEX template_version ON object (original_n) WHERE class = 'PageTemplate' AND original_n IS NOT NULL;
  CREATE INDEX account_key ON account (key);
  CREATE INDEX account_atlassian ON account (atlassian);
  CREATE INDEX account_lower ON account (lower);
  CREATE INDEX account_bare ON account (bare);
  CREATE INDEX account_person ON account (person);
  CREATE INDEX directory_user_lower ON directory_user (lower);
  CREATE INDEX directory_group_lower ON directory_group (lower);
  CREATE INDEX space_lower ON space (lower);
  CREATE INDEX profile_key ON object (owner) WHERE class = 'PersonalInformation';
  CREATE INDEX profile_name ON object (mark) WHERE class = 'PersonalInformation';
  CREATE INDEX preference_key ON object (mark) WHERE class = 'BucketPropertySetItem';
  CREATE INDEX finding_n ON finding (n);
`
