/** The largest number of a field of four bytes: it means that the true one stands in the ZIP64 field. */
export const uint32Max = 0xffff_ffff

/** The largest number of a field of two bytes: it means that the true one stands in the ZIP64 end. */
export const uint16Max = 0xffff

/** Versions of ZIP that an entry needs: as it is, deflated, with a size or an offset of more than four bytes. */
export const zipVersions = { stored: 10, deflated: 20, long: 45 } as const

/** Bytes of the ZIP64 field: both sizes in a local header, with the offset in the directory. */
export const longFieldBytes = { local: 20, directory: 28 } as const
