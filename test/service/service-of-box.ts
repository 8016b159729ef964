import assert from 'node:assert/strict'
import type { z } from 'zod'
import { serviceChangeSchema, serviceStatusSchema } from '../docs/service-schema.ts'
import type { BoxOutcome, BoxRunOptions, SystemdBox } from '../helpers/systemd-box.ts'

const PATIENCE = 300

type Status = z.infer<typeof serviceStatusSchema>
type Change = z.infer<typeof serviceChangeSchema>

export const UNIT = '/etc/systemd/system/chatserver.service'
export const CONFIG = '/opt/chatserver/config.json'

export const sh = (box: SystemdBox, script: string) => box.ok(['sh', '-c', script])
export const service = (box: SystemdBox, words: string, options: BoxRunOptions = {}): Promise<BoxOutcome> =>
  box.chatctl(['service', ...words.split(' ')], options)

export async function status(box: SystemdBox, options: BoxRunOptions = {}, more = ''): Promise<Status> {
  const { stdout } = await service(box, `status --json ${more}`.trim(), options)
  return serviceStatusSchema.parse(JSON.parse(stdout))
}

export async function change(box: SystemdBox, words: string): Promise<Change & { readonly code: number }> {
  const { code, stdout, stderr } = await service(box, `${words} --json`)
  assert.match(stdout, /^\{/, stderr)
  return { code, ...serviceChangeSchema.parse(JSON.parse(stdout)) }
}

/** Asks systemd until a script says yes. */
export async function until(box: SystemdBox, script: string): Promise<void> {
  for (let look = 0; look < PATIENCE; look++) {
    if ((await box.run(['sh', '-c', script])).code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(script)
}
