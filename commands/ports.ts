import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand, yesByRisk } from '../src/cli/base-command.ts'
import { askHere } from '../src/cli/confirm.ts'
import { guessedPort } from '../src/cli/guessed-port.ts'
import { freeUp } from '../src/cli/ports/free-up.ts'
import { portsDocument } from '../src/cli/ports/ports-document.ts'
import { portsScreen } from '../src/cli/ports/ports-screen.ts'
import { surveyPorts } from '../src/cli/ports/survey.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'

const { help } = en.ports

export default class Ports extends ChatctlCommand {
  static override summary = help.summary
  static override strict = false
  static override args = {
    port: Args.integer({ ignoreStdin: true, min: 1, max: 65_535, description: help.argPort }),
  }
  static override flags = {
    'free-up': Flags.integer({ min: 1, max: 65_535, helpValue: 'PORT', description: help.flagFreeUp }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    yes: yesByRisk,
  }
  static override examples = [
    '<%= config.bin %> ports',
    '<%= config.bin %> ports 8080 --json',
    '<%= config.bin %> ports --free-up 3000',
  ]

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Ports)
    const wanted = flags['free-up']
    const asked = [...argv.map(Number), ...(wanted === undefined ? [] : [wanted])]
    const survey = await surveyPorts({ config: flags.config, unit: flags.unit }, asked)
    if (survey.closedConfig !== null) this.note(guessedPort(survey.closedConfig))
    const report = survey.ports.find(({ port }) => port === wanted)
    const say = (text: string) => this.note(text)
    const freed =
      report === undefined
        ? null
        : await freeUp(report, { consent: this.consent(flags), asking: askHere(), say })
    if (flags.json || freed === null)
      this.print(flags, portsDocument(survey, freed), () => portsScreen(survey))
    const isDone = freed === null || ['free', 'ended', 'killed'].includes(freed.outcome)
    process.exitCode = survey.problem === null && isDone ? EXIT.ok : EXIT.failed
  }
}
