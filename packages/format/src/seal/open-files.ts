/** Something that has a file open. */
interface Closable {
  close(): void | Promise<void>
}

/** Files that were opened for one sealing, to be closed however it ends. */
export class OpenFiles implements AsyncDisposable {
  readonly #files: Closable[] = []

  /** Takes a file that is open. */
  add<File extends Closable>(file: File): File {
    this.#files.push(file)
    return file
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#files.splice(0)) await file.close()
  }
}
