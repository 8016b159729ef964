import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { defaultFile } from '../../src/config/default-file.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { leafPaths } from '../../src/config/schema-path.ts'
import { inLocale } from '../../src/messages/both.ts'
import { SAMPLE, sampleWith } from './sample.ts'

const judge = z.fromJSONSchema(configJsonSchema())
const fits = (text: string) => judge.safeParse(JSON.parse(text)).success

test('the JSON Schema takes what the server takes, and marks what it refuses or warns of', () => {
  for (const good of ['{}', defaultFile(), SAMPLE, '{"$schema": "x"}', sampleWith('"INFO"', '"warning"')])
    assert.ok(fits(good), good)
  for (const bad of [
    sampleWith('3000', '"3000"'),
    sampleWith('3000', '70000'),
    sampleWith('"INFO"', '"LOUD"'),
    sampleWith('"max_connections"', '"max_conections"'),
    '{"server": {"tls": {"port": 1}}}',
  ])
    assert.ok(!fits(bad), bad)
})

test('every setting is explained, in the reader’s language', () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    const schema = inLocale(locale, configJsonSchema)
    for (const path of leafPaths()) {
      const node = path.reduce((at, step) => at?.properties?.[step] ?? {}, schema)
      assert.match(
        String(node.description),
        locale === 'en' ? /^[A-Za-z].+\(.+\)$/ : /[\u4e00-\u9fff]/,
        path.join('.'),
      )
    }
  }
})
