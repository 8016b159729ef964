/** The content of an uploaded file, which follows from its name: `p3-17.20000.txt` has 20000 bytes that no other file has. */
export function fileOf(filename: string): Buffer {
  const bytes = Number(filename.split('.').at(-2))
  return Buffer.alloc(bytes, `${filename}\n`)
}
