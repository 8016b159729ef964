import type { service as texts } from '../../messages/en/explain/service.ts'
import type { Topics } from '../topic.ts'

export const service: Topics<typeof texts> = {
  'not-running': {
    checks: ['service/not-running'],
    errors: ['control/not-running', 'control/died'],
    says: ['Active: inactive (dead)'],
    see: ['service-does-not-start', 'crashed', 'killed'],
  },
  'not-installed': {
    checks: ['service/not-installed'],
    says: ['Unit {{unit}} could not be found', 'Unit {{unit}} not found', 'Unit {{unit}} not loaded'],
  },
  'unit-broken': {
    checks: ['service/unit-broken'],
    says: ['has a bad unit file setting', 'bad-setting', 'Unknown key name', 'Unknown lvalue'],
  },
  masked: { checks: ['service/masked'], says: ['Unit {{unit}} is masked', 'Loaded: masked'] },
  'user-missing': {
    checks: ['service/user-missing'],
    exits: [216, 217],
    says: ['Failed to determine user credentials', 'Failed at step USER', 'Failed at step GROUP'],
  },
  'program-missing': {
    checks: ['service/program-missing'],
    exits: [126, 127, 203],
    says: [
      'Failed to locate executable',
      'Failed at step EXEC',
      'Failed to execute command',
      'command not found',
      '未找到命令',
    ],
  },
  'folder-not-usable': {
    exits: [200, 233, 238, 239, 240, 241],
    says: [
      'Changing to the requested working directory failed',
      'Failed at step CHDIR',
      'Failed to set up special execution directory',
    ],
    proof: ['storage/folder-missing'],
    see: ['folder-missing', 'no-permission'],
  },
  'sandbox-refused': {
    exits: [
      202, 204, 205, 206, 207, 208, 209, 210, 211, 213, 214, 218, 219, 220, 222, 223, 224, 225, 226, 227, 228,
      229, 230, 231, 232, 235, 236, 237, 242, 243,
    ],
    says: ['Failed to set up mount namespacing', 'Failed at step {{step}} spawning'],
    proof: ['service/failed'],
  },
  'modules-missing': {
    checks: ['service/modules-missing'],
    problems: ['1.4'],
    node: [
      'ERR_MODULE_NOT_FOUND',
      'MODULE_NOT_FOUND',
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
      'ERR_DLOPEN_FAILED',
      'ERR_UNSUPPORTED_DIR_IMPORT',
    ],
    python: ['ModuleNotFoundError', 'ImportError'],
    says: [
      'No module named {{module}}',
      'cannot import name {{name}}',
      'Cannot find module {{module}}',
      'Cannot find package {{module}}',
      'Not built yet. Run: npm run build',
      '尚未构建，请先运行：npm run build',
    ],
  },
  'node-unsupported': {
    checks: ['service/node-unsupported'],
    node: ['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_REQUIRE_ESM', 'EBADENGINE'],
    says: [
      'chatctl needs Node.js {{versions}}; this is {{version}}',
      'chatctl 需要 Node.js {{versions}}，当前是 {{version}}',
      'Unsupported engine',
    ],
  },
  'not-enabled': { checks: ['service/not-enabled'], says: ['Loaded: loaded ({{unit}}; disabled'] },
  'restart-loop': {
    checks: ['service/restart-loop'],
    results: ['start-limit-hit'],
    says: [
      'Start request repeated too quickly',
      'Scheduled restart job, restart counter is at {{count}}',
      'Active: activating (auto-restart)',
    ],
    see: ['service-exits-at-once'],
  },
  'service-timeout': {
    results: ['timeout'],
    says: [
      'start operation timed out',
      'State {{state}} timed out',
      'start-post operation timed out',
      'stop-sigterm timed out',
    ],
    proof: ['service/hung', 'service/failed'],
  },
  'unit-not-prepared': {
    results: ['resources', 'protocol', 'exec-condition', 'condition'],
    says: ['Failed to load environment files', 'start condition failed', 'Condition check resulted in'],
    proof: ['service/unit-broken', 'service/failed'],
  },
  watchdog: {
    results: ['watchdog'],
    says: ['Watchdog timeout (limit {{limit}})'],
    proof: ['service/hung', 'service/process-stopped'],
    see: ['hung', 'stalled'],
  },
  'process-stopped': { checks: ['service/process-stopped'], signals: ['SIGSTOP', 'SIGTSTP', 'SIGCONT'] },
  'process-stuck': {
    checks: ['service/process-stuck'],
    says: ['blocked for more than {{seconds}} seconds', 'task {{task}} blocked for more than'],
  },
  hung: {
    checks: ['service/hung'],
    errors: ['control/no-answer', 'control/time-limit'],
    see: ['slow', 'process-stopped', 'process-stuck'],
  },
  stalled: {
    events: ['server/stalled'],
    errors: ['control/not-taken'],
    proof: ['service/event-loop-slow', 'host/time-jump'],
    see: ['slow'],
  },
  'several-servers': { checks: ['service/several'], errors: ['control/several', 'control/in-use'] },
  'old-python-server': { checks: ['service/old-server'], proof: ['network/port-held-by-other'] },
}
