// Looks at archives in every way that the package has, each archive in turn, and tells as a line of JSON what came of it and
// the most memory that the process had. Arguments: paths.
import { diffArchives, openArchive, streamNames, verifyArchive } from '../../dist/index.js'

const codeOf = (error) => {
  if (error?.name !== 'ArchiveError') throw error
  return error.code
}

const read = async (path) => {
  const archive = await openArchive(path)
  try {
    for (const name of streamNames) {
      for await (const { record } of archive.records(name)) await archive.find(name, record.id)
      for await (const { record } of archive.owned(name, 'space:1')) if (record.id === '') throw new Error('No id')
    }
    for await (const omission of archive.omissions()) if (omission.count < 1) throw new Error('No omission')
    for await (const difference of diffArchives(archive, archive)) if (difference.id === '') throw new Error('No id')
    return 'read'
  } finally {
    await archive[Symbol.asyncDispose]()
  }
}

for (const path of process.argv.slice(2)) {
  const verified = await verifyArchive(path).then(
    ({ valid, problemCount, ended, problems }) =>
      valid ? 'valid' : { problemCount, ended, codes: [...new Set(problems.map(({ code }) => code))] },
    codeOf,
  )
  const done = await read(path).catch(codeOf)
  process.stdout.write(`${JSON.stringify({ verified, read: done, kib: process.resourceUsage().maxRSS })}\n`)
}
