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
    title: '没有近期的备份',
    means: '指南的每周检查清单：配置和名单应有一份可以恢复的副本。',
    why: ['从未设置备份', '备份任务失败'],
    do: [
      '手动备份',
      '$ sudo tar -czf /var/backups/chatserver-$(date +%F).tar.gz /opt/chatserver',
      '并确认可以读取',
      '$ tar -tzf /var/backups/chatserver-$(date +%F).tar.gz',
    ],
  },
  updates: {
    title: '系统有待安装的更新',
    means: '指南的每周检查清单：安全更新不应拖延。',
    why: [],
    do: ['$ sudo apt update', '$ sudo apt upgrade'],
  },
  monitor: {
    title: '没有监控服务器',
    means: '指南建议设置每隔几分钟检查并告警的任务。',
    why: [],
    do: [
      '写入 crontab -e 的一行，只在出错时记录',
      '$ */5 * * * * chatctl doctor --nagios >/dev/null || logger -t chatctl "doctor found a failure"',
    ],
  },
  'data-saved': {
    title: '名单已写入磁盘',
    means: '更改、保存或结束之后的正常日志。',
    why: [],
    do: [],
  },
}
