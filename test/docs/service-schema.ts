import { z } from 'zod'

const count = z.int().min(0)
const time = z.iso.datetime()
const standing = z.enum(['missing', 'in-place', 'older', 'edited', 'foreign', 'unknown'])

/** What `chatctl service status --json` prints. */
export const serviceStatusSchema = z.strictObject({
  schema: z.literal('chatctl/service-status/1'),
  unit: z.string(),
  scope: z.enum(['system', 'user']),
  state: z.enum([
    'active',
    'activating',
    'restarting',
    'reloading',
    'deactivating',
    'inactive',
    'failed',
    'missing',
    'masked',
    'broken',
    'frozen',
    'hung',
  ]),
  activeState: z.string().describe('as systemd has it'),
  subState: z.string(),
  result: z.string(),
  since: time.nullable(),
  pid: z.int().nullable(),
  uptimeSeconds: count.nullable(),
  memoryBytes: count.nullable(),
  restarts: count.describe('by systemd itself'),
  enabled: z.string(),
  lingers: z.boolean().nullable().describe('of a service of one user: whether it runs without a login'),
  ports: z.array(z.strictObject({ use: z.enum(['chat', 'tls']), host: z.string(), port: z.int() })),
  connections: count.nullable().describe('null where the server does not say'),
  answers: z.string().nullable(),
  config: z.string().nullable(),
  lastEnding: z
    .strictObject({
      at: time,
      how: z.enum(['exited', 'killed', 'dumped']),
      status: z.string().describe('exit code, or name of the signal'),
      result: z.string(),
      topic: z.string().nullable().describe('of chatctl explain'),
      title: z.string().nullable(),
      means: z.string().nullable(),
    })
    .nullable(),
  unitFile: z.strictObject({
    path: z.string().nullable(),
    standing: standing.describe('beside the file that this version would write'),
    dropIns: z.array(z.string()),
  }),
  needsReload: z.boolean(),
  next: z.array(z.string()).describe('what to type next'),
})

/** What the commands print that change the service. */
export const serviceChangeSchema = z.strictObject({
  schema: z.literal('chatctl/service-change/1'),
  action: z.enum(['install', 'uninstall', 'start', 'stop', 'restart']),
  unit: z.string(),
  outcome: z.enum(['done', 'planned', 'nothing-to-do', 'failed']),
  steps: z.array(
    z.strictObject({
      kind: z.enum(['account', 'folder', 'owner', 'file', 'program', 'command', 'remove']),
      target: z.string(),
      standing,
      commands: z.array(z.string()).describe('the same as a shell would do it'),
      content: z.string().nullable(),
    }),
  ),
  notes: z.array(z.string()),
  needsRestart: z.boolean(),
  power: z
    .strictObject({
      outcome: z.enum(['done', 'in-place', 'failed']),
      commands: z.array(z.string()),
      state: z.string(),
      pid: z.int().nullable(),
      detail: z.string().nullable(),
    })
    .nullable(),
})
