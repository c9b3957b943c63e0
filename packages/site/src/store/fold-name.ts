/** A name as it is compared where letter case, surrounding blanks and the form of accents don't count. */
export function foldName(name: string): string {
  return name.normalize('NFC').trim().toLowerCase().normalize('NFC')
}
