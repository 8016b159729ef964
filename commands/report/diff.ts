import * as Args from '@oclif/core/args'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { diffScreen } from '../../src/cli/report/diff-screen.ts'
import { verdictOfBundle } from '../../src/cli/report/from-bundle.ts'
import { en } from '../../src/messages/en/index.ts'
import { diffVerdicts } from '../../src/report/bundle/diff.ts'

const text = en.report

export default class ReportDiff extends ChatctlCommand {
  static override summary = text.diffSummary
  static override args = {
    before: Args.string({ description: text.diffArg, required: true }),
    after: Args.string({ description: text.diffArg, required: true }),
  }
  static override examples = ['<%= config.bin %> report diff monday.tar.gz today.tar.gz']

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportDiff)
    const diff = diffVerdicts(await verdictOfBundle(args.before), await verdictOfBundle(args.after))
    this.print(flags, diff, () => diffScreen(diff))
  }
}
