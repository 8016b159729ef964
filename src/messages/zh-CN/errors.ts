export const errors = {
  'internal/unexpected': { what: '意外错误：{{detail}}', fix: 'chatctl report > diagnostic_report.txt' },
}
