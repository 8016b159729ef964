// A process of its own that bans and unbans. argv: folder, seed, number of writes, how many are under way at once.
// Says `start N OP ADDRESS` before and `done N` after each write.
import { join } from 'node:path'
import { SanctionList } from '../../src/sanctions/sanction-list.ts'
import { randomFrom } from '../helpers/random.ts'

const [folder = '', seed = '0', count = '0', width = '1'] = process.argv.slice(2)
const random = randomFrom(Number(seed))
const list = await SanctionList.open({
  kind: 'ban',
  file: join(folder, 'banned_ips.json'),
  directory: folder,
  now: Date.now,
})

let next = 0
async function lane(): Promise<void> {
  while (next < Number(count)) {
    const number = next++
    const address = `10.0.${seed}.${random(12)}`
    const add = random(5) < 3
    process.stdout.write(`start ${number} ${add ? 'add' : 'remove'} ${address}\n`)
    if (add) await list.add({ address, reason: `write ${number} of ${seed}` })
    else await list.remove(address)
    process.stdout.write(`done ${number}\n`)
  }
}
await Promise.all(Array.from({ length: Number(width) }, lane))
