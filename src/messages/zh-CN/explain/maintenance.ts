import type { maintenance as en } from '../../en/explain/maintenance.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const maintenance: TranslatedTopics<typeof en> = {
  'log-errors': {
    title: '日志中有错误或警告',
    means: '最近一小时或一天内记录了 ERROR 或 CRITICAL，各自的编号说明了是什么。',
    why: ['见各编号'],
    do: [
      '查看是哪些、有多频繁',
      '$ chatctl logs --stats --since "1 day ago"',
      '查看编号的含义',
      '$ chatctl explain THE-ID',
      '或一次解释整个文件',
      '$ tail -n 2000 /var/log/chatserver/server.log | chatctl explain -',
    ],
  },
  'log-level-changed': {
    title: '日志级别已更改',
    means: '此后日志会变多或变少。使用 --for 时会自动恢复。',
    why: [],
    do: ['查看当前级别', '$ chatctl loglevel'],
  },
  'debug-level': {
    title: '日志级别为 DEBUG',
    means: '会记录所有细节，日志增长很快。排查时可以使用，不宜长期开启。',
    why: ['排查之后没有改回'],
    do: [
      '$ chatctl loglevel INFO',
      '并修改 config.json 中的 logging.level。下次设置期限',
      '$ chatctl loglevel DEBUG --for 10m',
    ],
  },
  backup: {
    title: '没有最近的备份',
    means: '指南的每周检查清单：配置和名单应有能读回的副本。',
    why: ['从未设置过备份', '备份任务失败：没有空间、没有权限，或换了目录'],
    do: [
      '立即备份；回读检验通过才算数',
      '$ sudo chatctl backup create',
      '有哪些备份，是否可读',
      '$ sudo chatctl backup list',
      '$ sudo chatctl backup verify',
      '每晚自动备份：在 /etc/cron.d/chatserver-backup 中加入一行',
      '$ 0 2 * * * root PATH=/usr/local/bin:/usr/bin:/bin chatctl backup create >/dev/null',
    ],
  },
  'backup-damaged': {
    title: '备份无法使用',
    means: '文件被截断、被改动、不是 chatctl 的备份，或含有备份不会有的内容。',
    why: ['复制中断，或磁盘故障', '由其他程序生成', '有人想让你解开危险内容：绝对路径、链接、远超声明的大小'],
    do: ['找一个完好的', '$ sudo chatctl backup verify', '$ sudo chatctl backup list'],
  },
  'backup-not-restored': {
    title: '备份没有恢复，或没有恢复完',
    means: '文件先写在现有文件旁边，然后才改名到位。提示中会说明是否已经开始改名。',
    why: [
      '磁盘没有空间，或文件系统只读',
      '文件的位置上有他人放置的链接',
      '备份中的配置指定了此服务器不使用的目录',
      '恢复后服务无法重启',
    ],
    do: [
      '会改变什么',
      '$ sudo chatctl backup restore --dry-run',
      '只恢复一部分',
      '$ sudo chatctl backup restore --only lists,data',
      '恢复前的状态有备份',
      '$ sudo chatctl backup list',
      '现在有什么问题',
      '$ chatctl doctor',
    ],
  },
  'backup-at-work': {
    title: '备份没有运行，或被中断',
    means: '两个同时进行会互相干扰；被中断的不会留下任何东西。',
    why: ['定时任务恰好同时在备份', 'Ctrl+C'],
    do: ['重试', '$ sudo chatctl backup create'],
  },
  'backup-usage': {
    title: 'chatctl backup 的参数无法识别',
    means: '时长写成 30d 或 8w；组成部分有 config、lists、data、unit、logs、uploads。',
    why: ['输入有误'],
    do: ['$ chatctl backup create --keep 30d', '$ chatctl backup restore --only config,lists'],
  },
  updates: {
    title: '系统有待安装的更新',
    means: '指南的每周检查清单：安全更新不应拖延。',
    why: [],
    do: ['$ sudo apt update', '$ sudo apt upgrade'],
  },
  monitor: {
    title: '没有人监控服务器',
    means: '指南建议用定时任务每隔几分钟检查一次并告警。',
    why: ['从未设置过', '监控已结束，或无法记录已告知的内容'],
    do: [
      '开始监控；变化只告知一次，四小时后再提醒',
      '$ sudo chatctl monitor --every 60s --restart-when down --restart-when hung',
      '或在 /etc/cron.d/chatserver-monitor 中加入一行，cron 会发送新情况',
      '$ */5 * * * * root PATH=/usr/local/bin:/usr/bin:/bin chatctl monitor --once',
      '通知程序或聊天群',
      '$ chatctl monitor --exec /usr/local/bin/tell-me',
      '$ chatctl monitor --webhook https://alerts.example.com/chat',
    ],
  },
  'monitor-usage': {
    title: 'chatctl monitor 的参数无法识别',
    means: '程序用路径指定，不经过 shell；签名密钥文件只能由属主读取。',
    why: ['输入有误', '密钥文件对其他用户开放'],
    do: ['$ chatctl monitor --help', '$ chmod 600 /etc/chatserver/webhook.secret'],
  },
  'data-saved': {
    title: '名单已写入磁盘',
    means: '更改、保存或结束之后的正常日志。',
    why: [],
    do: [],
  },
}
