export const cli = {
  error: '错误：{{what}}',
  fix: '解决：{{fix}}',
  unknownCommand: '没有名为“{{id}}”的 chatctl 命令。',
  didYouMean: '您是不是要找：{{candidates}}？',
  seeHelp: '查看全部命令：chatctl --help',
}
