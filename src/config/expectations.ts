import * as z from 'zod/mini'
import type { Message } from '../messages/index.ts'
import { isAddressOrNetwork } from './address-syntax.ts'

// A schema is used once or twice in a process: code made for it would not pay for its making.
z.config({ jitless: true })

/** What each value of the schema must be, as a sentence for whoever wrote something else. */
export const expectations = z.registry<{ readonly expected: Message }>()

const known = <S extends z.ZodMiniType>(schema: S, key: Message['key'], values?: Message['values']): S => {
  expectations.add(schema, { expected: values ? { key, values } : { key } })
  return schema
}

/** Whole number from `min` on. */
const wholeFrom = (min: number) => known(z.int().check(z.minimum(min)), 'config.expected.wholeFrom', { min })

/** Whole number, not negative. */
export const count = wholeFrom(0)

/** Whole number above zero. */
export const atLeastOne = wholeFrom(1)

export const port = known(z.int().check(z.minimum(0), z.maximum(65_535)), 'config.expected.wholeBetween', {
  min: 0,
  max: 65_535,
})

/** Any finite number, fractions too. */
export const anyNumber = known(z.number(), 'config.expected.number')

/** A number above zero, fractions too. */
export const positive = known(z.number().check(z.positive()), 'config.expected.positive')

/** `true` or `false`. */
export const flag = known(z.boolean(), 'config.expected.flag')

/** Any text, the empty one too. */
export const text = known(z.string(), 'config.expected.text')

/** A text that is not empty. */
export const word = known(z.string().check(z.minLength(1)), 'config.expected.word')

/** A file name, absolute or relative to the folder of config.json. */
export const path = known(
  z.string().check(
    z.minLength(1),
    z.refine((value) => !value.includes('\0')),
  ),
  'config.expected.path',
)

/** An address or network, as in `10.0.0.0/8`. */
export const address = known(z.string().check(z.refine(isAddressOrNetwork)), 'config.expected.address')

/** A list of one kind of value. */
export const list = <S extends z.ZodMiniType>(of: S) => known(z.array(of), 'config.expected.list')

/** One of some words, exactly as written. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  known(z.enum(values), 'config.expected.oneOf', { values: quoted(values) })

/** One of some upper case words, in any case. */
export const oneOfAnyCase = <const T extends readonly [string, ...string[]]>(values: T) =>
  known(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((value: string) => value.toUpperCase()),
      ),
      z.enum(values),
    ),
    'config.expected.oneOf',
    { values: quoted(values) },
  )

const quoted = (values: readonly string[]) => values.map((value) => JSON.stringify(value)).join(', ')
