/**
 * Zones by the short names that Java writes into the first line of a descriptor (`java.util.Date.toString`). One zone
 * where the name is used of one alone, or of several whose clocks have shown the same since there is Confluence; otherwise
 * those that are likeliest meant, of which nobody can choose for the reader. The names are those of the JDK's own locale
 * data (`sun.util.resources.TimeZoneNames`) and the rules those of the IANA data base.
 */
const zones = {
  'Africa/Harare': 'CAT',
  'Africa/Johannesburg': 'SAST',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
  'America/Anchorage': 'AKST AKDT',
  'America/Argentina/Buenos_Aires': 'ART',
  'America/Bogota': 'COT',
  'America/Caracas': 'VET',
  'America/Guayaquil': 'ECT',
  'America/La_Paz': 'BOT',
  'America/Lima': 'PET',
  'America/Montevideo': 'UYT',
  'America/Santiago': 'CLT CLST',
  'America/St_Johns': 'NST NDT',
  'Asia/Baku': 'AZT',
  'Asia/Bangkok': 'ICT',
  'Asia/Colombo': 'LKT',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Irkutsk': 'IRKT',
  'Asia/Jakarta': 'WIB',
  'Asia/Kabul': 'AFT',
  'Asia/Karachi': 'PKT',
  'Asia/Kathmandu': 'NPT',
  'Asia/Krasnoyarsk': 'KRAT',
  'Asia/Kuala_Lumpur': 'MYT',
  'Asia/Makassar': 'WITA',
  'Asia/Novosibirsk': 'NOVT',
  'Asia/Omsk': 'OMST',
  'Asia/Seoul': 'KST',
  'Asia/Singapore': 'SGT',
  'Asia/Tashkent': 'UZT',
  'Asia/Tbilisi': 'GET',
  'Asia/Tehran': 'IRST IRDT',
  'Asia/Tokyo': 'JST',
  'Asia/Vladivostok': 'VLAT',
  'Asia/Yangon': 'MMT',
  'Asia/Yekaterinburg': 'YEKT',
  'Australia/Perth': 'AWST',
  'Europe/Istanbul': 'TRT',
  'Europe/Moscow': 'MSK MSD',
  'Pacific/Auckland': 'NZST NZDT',
  'Pacific/Honolulu': 'HST',
} as const

const ambiguous: Readonly<Record<string, string>> = {
  CET: 'Europe/Berlin Africa/Algiers Africa/Tunis',
  CEST: 'Europe/Berlin Europe/Paris Europe/Madrid',
  EET: 'Europe/Helsinki Europe/Athens Africa/Cairo',
  EEST: 'Europe/Helsinki Europe/Athens Asia/Beirut',
  WET: 'Europe/Lisbon Africa/Casablanca',
  WEST: 'Europe/Lisbon Africa/Casablanca',
  GMT: 'Europe/London UTC Africa/Accra',
  BST: 'Europe/London Asia/Dhaka',
  IST: 'Asia/Kolkata Asia/Jerusalem Europe/Dublin',
  EST: 'America/New_York America/Panama',
  EDT: 'America/New_York',
  CST: 'America/Chicago Asia/Shanghai America/Mexico_City',
  CDT: 'America/Chicago America/Mexico_City America/Havana',
  MST: 'America/Denver America/Phoenix',
  MDT: 'America/Denver America/Edmonton',
  PST: 'America/Los_Angeles Asia/Manila',
  PDT: 'America/Los_Angeles America/Vancouver',
  AST: 'America/Halifax Asia/Riyadh America/Puerto_Rico',
  ADT: 'America/Halifax',
  AEST: 'Australia/Sydney Australia/Brisbane',
  AEDT: 'Australia/Sydney Australia/Hobart',
  ACST: 'Australia/Adelaide Australia/Darwin',
  ACDT: 'Australia/Adelaide',
  GST: 'Asia/Dubai Atlantic/South_Georgia',
  SST: 'Pacific/Pago_Pago Pacific/Guadalcanal',
  BRT: 'America/Sao_Paulo America/Fortaleza',
  BRST: 'America/Sao_Paulo',
  AMT: 'America/Manaus Asia/Yerevan',
}

const known = new Map<string, readonly string[]>([
  ...Object.entries(zones).flatMap(([zone, names]) =>
    names.split(' ').map((name): [string, readonly string[]] => [name, [zone]]),
  ),
  ...Object.entries(ambiguous).map(([name, list]): [string, readonly string[]] => [name, list.split(' ')]),
])

/** What a short name of a zone may mean; `sure` if it can mean one thing alone. */
export function zonesNamed(name: string): { readonly zones: readonly string[]; readonly sure: boolean } {
  // Java writes an offset where a zone has no name.
  const offset = /^(?:GMT|UTC)?([+-]\d\d:?\d\d)$/.exec(name)?.[1]
  if (offset !== undefined) return { zones: [offset], sure: true }
  return { zones: known.get(name) ?? [], sure: known.has(name) && ambiguous[name] === undefined }
}
