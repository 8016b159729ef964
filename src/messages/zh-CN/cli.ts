export const cli = {
  error: '错误：{{what}}',
  fix: '解决：{{fix}}',
  unknownCommand: '没有名为“{{id}}”的 chatctl 命令。',
  didYouMean: '您是不是要找：{{candidates}}？',
  seeHelp: '查看全部命令：chatctl --help',
  usage: {
    missing: '缺少参数 {{names}}',
    unexpected: '多余的参数 {{words}}',
    unknownFlag: '没有选项 {{flags}}',
    noValue: '选项 {{flag}} 需要一个值',
    notBoth: '--{{one}} 和 --{{other}} 不能同时使用',
    needs: '--{{flag}} 须与 {{needed}} 一起使用',
    oneOf: '{{typed}} 不在可选值之中：{{options}}',
  },
}
