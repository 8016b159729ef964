// Loaded into the server before its own code (node --import), so that the soak can see what only the process itself knows.
// At SIGIO it collects its garbage and writes down what it holds; the server knows nothing of it.
import { renameSync, writeFileSync } from 'node:fs'

const file = process.env.SOAK_HOLDINGS
if (file !== undefined) {
  process.on('SIGIO', () => {
    for (let again = 0; again < 3; again++) globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    const resources: Record<string, number> = {}
    for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
    writeFileSync(`${file}.new`, JSON.stringify({ bytes: heapUsed + external, resources }))
    renameSync(`${file}.new`, file)
  })
}
