export const completion = {
  help: {
    summary: '输出补全脚本，让 shell 用 Tab 键补全命令、选项和名称',
    argShell: '哪种 shell（默认：您正在用的）',
  },
  showHelp: '显示帮助',
  install: '让 {{shell}} 从下次启动起补全 chatctl：',
  tryOut: '只在当前 shell 中试用：',
  whichShell: '请指明是哪种 shell：{{shells}}',
}
