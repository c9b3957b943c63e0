// Storage format: references
export { decodeCharacterReferences, escapeAttributeValue } from './storage/character-references.js'
export { checkStorage } from './storage/check-storage.js'
export { adfText, storageText } from './storage/body-text.js'
export { canonicalStorage } from './storage/canonical-storage.js'
export { parseConfluenceUrl } from './storage/confluence-url.js'
export type { ConfluenceUrl } from './storage/confluence-url.js'
export { rewriteConfluenceUrl, siteUrl } from './storage/write-url.js'
export type { UrlStyle, UrlTarget } from './storage/write-url.js'
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
  BodyReference,
  UserIdentity,
} from './references/reference.js'
export { nativeAnchor, placeOfAnchor, renameAnchor } from './references/anchor-name.js'
export { findParameterForm } from './references/macro-parameters.js'
export { readTextReferences } from './references/read-text.js'
export type { TextForm, TextReference } from './references/text-reference.js'
export { rewriteReferences } from './storage/rewrite-references.js'
export type { RewrittenBody } from './storage/rewrite-references.js'
export { scanReferences, scanStorage } from './storage/scan-references.js'
export type { StorageScan } from './storage/scan-references.js'
export type { MarkupFault } from './storage/tag-cursor.js'
export { decodeTinyLink, encodeTinyLink } from './storage/tiny-link.js'
// ADF: references
export { JsonCursor } from './adf/json-cursor.js'
export { rewriteAdf, scanAdf } from './adf/rewrite-adf.js'
export type { AdfScan } from './adf/rewrite-adf.js'
export { rewriteWiki, scanWiki } from './wiki/rewrite-wiki.js'
export { isAccountInUse, letsAdminister, letsRead, letsUseSite, rightsOfRole } from './access-words.js'
export type { PermissionWords } from './access-words.js'
// The query language of searches
export { CqlError } from './cql/cql-error.js'
export { dateFunction, dateSpan, isDateFunction } from './cql/cql-dates.js'
export type { CqlSpan } from './cql/cql-dates.js'
export { cqlFields, fieldOf, unsupportedCql } from './cql/cql-fields.js'
export type { CqlField, CqlFieldKind, CqlFieldName } from './cql/cql-fields.js'
export type {
  CqlClause,
  CqlExpression,
  CqlJunction,
  CqlOperator,
  CqlOrder,
  CqlQuery,
  CqlValue,
} from './cql/cql-query.js'
export { cqlLimits, parseCql } from './cql/parse-cql.js'
export { printCql } from './cql/print-cql.js'
// Secrets in names and URLs
export { namesSecret, secretWord, showsSecret } from './secrets/secret-words.js'
export { urlWithoutSecrets, withoutUrlSecrets } from './secrets/url-secrets.js'
export type { CleanText } from './secrets/url-secrets.js'
export { adfMacroNames, storageMacroNames } from './macro-names.js'
// Small XML documents: settings, descriptors, answers of servers
export { readSmallXml, smallXmlLimits } from './small-xml/read-small-xml.js'
export type { SmallXmlElement, SmallXmlNode, SmallXmlOptions, SmallXmlText } from './small-xml/read-small-xml.js'
export type { SmallXmlExtra, SmallXmlLimits } from './small-xml/check-small-xml.js'
export { SmallXmlError } from './small-xml/small-xml-error.js'
export type { SmallXmlReason } from './small-xml/small-xml-error.js'
// The native XML backup.
export { backupErrorHints, BackupError, isBackupError } from './backup/error.js'
export type { BackupErrorCode, BackupErrorDetails, UnsafeReason } from './backup/error.js'
export { attachmentPath, descriptorName, entitiesName } from './backup/backup-files.js'
export type { BackupFiles } from './backup/backup-files.js'
export { findBackups, type FoundBackups } from './backup/find-backups.js'
export { openBackup } from './backup/open-backup.js'
export { readDescriptor } from './backup/descriptor.js'
export type { Descriptor } from './backup/descriptor.js'
export { classOfObject, ObjectCount } from './backup/count-objects.js'
export { scanObjects } from './backup/scan-objects.js'
export type { ScannedObject, ScanNote, ScanOptions } from './backup/scanned-object.js'
export { elementsOf, referenceOf, textOf } from './backup/backup-object.js'
export type { BackupObject, ObjectRange, ObjectReference, ParseNote, PropertyValue } from './backup/backup-object.js'
export { objectLimit, parseObject } from './backup/parse-object.js'
export { isAoTables, readAoTables } from './backup/ao-tables.js'
export { RowCount } from './backup/count-rows.js'
export { readCsvTable } from './backup/csv-table.js'
export type { TableRow } from './backup/table-row.js'
export { columnsOf, namesColumnsAgain } from './backup/csv/columns.js'
export { cellText } from './backup/csv/csv-row.js'
export type { CsvRow } from './backup/csv/csv-row.js'
export { csvTableName, csvTablesOf, openCsvTable } from './backup/csv/csv-tables.js'
export type { CsvTableFile } from './backup/csv/csv-tables.js'
export { csvHeader } from './backup/csv/csv-row.js'
export { readCsv } from './backup/csv/read-csv.js'
export { RowEnds } from './backup/csv/row-ends.js'
export { openObjectReader, readObjectsAt } from './backup/object-reader.js'
export type { ObjectReader, ObjectReaderOptions } from './backup/object-reader.js'
export { isTimeZone, parseTimestamp } from './backup/timestamp.js'
// The REST API: every operation as data
export { namesIn, pathOf, RouteMatcher } from './rest/match-route.js'
export type { RouteMatch } from './rest/match-route.js'
export type { Door, Family, Method, Paging, Route, RouteLimit, Standing } from './rest/route.js'
export { isRouteId, routeIds, routes } from './rest/routes.js'
export type { RouteId } from './rest/routes.js'
