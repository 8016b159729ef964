/** What `chatctl completion` says. */
export const completion = {
  help: {
    summary: 'Print a script that lets your shell complete commands, flags and names with Tab',
    argShell: 'the shell (default: yours)',
  },
  showHelp: 'show help',
  install: 'To have {{shell}} complete chatctl from its next start on:',
  tryOut: 'Only in this shell:',
  whichShell: 'say for which shell: {{shells}}',
} as const
