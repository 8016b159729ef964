import * as Flags from '@oclif/core/flags'
import { en } from '../../messages/en/index.ts'

const { help } = en.chat

/** How commands that connect to a chat server are told where it is. */
export const addressFlags = {
  port: Flags.integer({ char: 'p', min: 1, max: 65_535, helpValue: 'PORT', description: help.flagPort }),
  tls: Flags.boolean({ description: help.flagTls }),
  ca: Flags.string({ helpValue: 'FILE', description: help.flagCa }),
  insecure: Flags.boolean({ description: help.flagInsecure }),
}
