import { z } from 'zod'

/** How a secret is written where it should not be; `S` stands for it. */
export const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  json: (secret) => JSON.stringify(secret),
  jsonTwice: (secret) => JSON.stringify(JSON.stringify({ x: secret })),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64Inside: (secret) => Buffer.from(`x:${secret}\n`).toString('base64'),
  base64url: (secret) => Buffer.from(`ab${secret}`).toString('base64url'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  hexUpper: (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  url: (secret) => encodeURIComponent(secret.toWellFormed()),
  html: (secret) => secret.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
  wrapped: (secret) => `${secret.slice(0, secret.length / 2)}\n  ${secret.slice(secret.length / 2)}`,
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const planSchema = z.object({
  secret: z.string().min(8).max(64),
  /** Where it is kept, and so is known to be one. */
  source: z.enum(['password', 'hash', 'environment', 'unit']),
  level: z.enum(['none', 'default', 'strict']),
  /** Where it turned up: a place in the record, what stands around it, how it is written. */
  plants: z
    .array(
      z.object({
        at: z.array(z.union([z.string(), z.int()])).max(12),
        form: z.enum(Object.keys(FORMS)),
        around: z.string().max(200),
      }),
    )
    .max(8),
})

/** A secret, where it is kept, and where else it turned up. */
export type Plan = z.infer<typeof planSchema>

/** The plan that an input is; undefined where it is none, or its secret is no secret. */
export function planOf(input: Buffer): Plan | undefined {
  try {
    const plan = planSchema.safeParse(JSON.parse(input.toString())).data
    return plan !== undefined && isSecret(plan.secret) ? plan : undefined
  } catch {
    return undefined
  }
}

/** As people and programs choose them: not one letter again and again, no blanks at the ends, on one line. */
function isSecret(secret: string): boolean {
  return (
    new Set(secret).size >= 6 &&
    secret.trim() === secret &&
    secret.isWellFormed() &&
    !/\p{Cc}|\p{Cf}/u.test(secret)
  )
}
