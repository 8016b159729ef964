import type { storage as en } from '../../en/explain/storage.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const storage: TranslatedTopics<typeof en> = {
  'folder-missing': {
    title: '文件或目录不存在（ENOENT、FileNotFoundError）',
    means: '服务器需要的路径不存在。指南：问题 2 错误 2，日志目录。',
    why: ['日志目录或数据目录从未创建', 'config.json 中的路径写错', '相对路径以 config.json 所在目录为准'],
    do: [
      '创建目录并设置正确的所有者',
      '$ chatctl doctor --fix storage/folder-missing',
      '或手动执行',
      '$ sudo mkdir -p /var/log/chatserver',
      '$ sudo chown chatserver:chatserver /var/log/chatserver',
      '$ sudo chmod 750 /var/log/chatserver',
    ],
  },
  'no-permission': {
    title: '权限不足（EACCES、EPERM、PermissionError）',
    means: '运行服务器的用户无权对该文件、目录或端口这样做。指南：问题 1 原因 3。',
    why: [
      '曾用 sudo 启动过，文件或目录因此属于 root',
      '上级目录的权限不允许进入',
      '1024 以下的端口',
      '单元的沙箱（ProtectSystem=、ReadWritePaths=）',
    ],
    do: [
      '以服务用户的视角查看具体是什么',
      '$ chatctl doctor storage',
      '设置所有者和权限',
      '$ chatctl doctor --fix storage/wrong-owner storage/wrong-mode',
      '或手动执行',
      '$ sudo chown -R chatserver:chatserver /opt/chatserver /var/log/chatserver',
      '$ sudo chmod 750 /opt/chatserver /var/log/chatserver',
    ],
  },
  'disk-full': {
    title: '磁盘已满（ENOSPC）',
    means: '文件系统没有剩余空间或 inode。聊天不受影响，但日志、新的封禁和上传无法写入磁盘。',
    why: [
      '日志文件（指南：问题 11）',
      '已删除但仍被进程打开的日志',
      '上传的文件、备份、其他程序',
      '大量小文件用尽了 inode',
    ],
    do: [
      '查看被什么占用',
      '$ chatctl doctor storage',
      '$ df -h',
      '$ df -i',
      '$ sudo du -xh / --max-depth=2 | sort -h | tail',
      '缩小日志，会保留压缩副本',
      '$ chatctl doctor --fix storage/log-too-big',
    ],
  },
  'read-only': {
    title: '文件系统只读（EROFS）',
    means: '该位置无法写入任何内容。',
    why: [
      '磁盘出错后内核将其改为只读',
      '单元设置了 ProtectSystem=strict 而没有 ReadWritePaths=',
      '挂载方式如此（容器、快照）',
    ],
    do: [
      '$ findmnt -T /opt/chatserver',
      "$ dmesg | grep -iE 'i/o error|remount' | tail",
      '$ systemctl show chatserver -p ReadWritePaths -p ProtectSystem',
    ],
  },
  'io-error': {
    title: '磁盘报告错误（EIO）',
    means: '设备读写失败。请先备份现有数据。',
    why: ['磁盘损坏', '网络文件系统已断开'],
    do: ['$ dmesg | tail -30', '$ sudo smartctl -H /dev/sda'],
  },
  'wrong-kind-of-file': {
    title: '应为文件的地方是目录，或反之（EISDIR、ENOTDIR）',
    means: 'config.json 中的路径指向了另一种类型的对象。',
    why: ['logging.file 写成了目录', '路径中的某一级是文件'],
    do: ['$ chatctl config check', '$ ls -ld /var/log/chatserver /var/log/chatserver/server.log'],
  },
  'log-too-big': {
    title: '日志文件过大（指南：问题 11）',
    means: '日志占用大量磁盘空间，或不断增长而没有轮转。',
    why: [
      'logging.max_bytes 或 logging.backup_count 为 0 或过大',
      '日志级别为 DEBUG',
      '轮转失败：目录不可写',
    ],
    do: [
      '立即缩小，会保留压缩副本',
      '$ chatctl doctor --fix storage/log-too-big',
      '设置轮转',
      '$ chatctl config set logging.max_bytes 10485760',
      '$ chatctl config set logging.backup_count 3',
      '减少日志',
      '$ chatctl loglevel WARNING',
    ],
  },
  'log-deleted-open': {
    title: '已删除的日志仍占用空间',
    means: '文件被删除时仍有进程在写入：它已没有名字，只有进程关闭它之后空间才会释放。',
    why: ['用 rm 删除日志，而不是清空', 'logrotate 没有通知服务器（SIGUSR2）'],
    do: [
      'chatctl 会自动重新打开；其他情况',
      '$ sudo kill -USR2 $(systemctl show chatserver -p MainPID --value)',
      '$ sudo lsof +L1',
    ],
  },
  'log-write-failed': {
    title: '日志无法写入',
    means: '聊天不受影响。最新的日志暂存在内存中，恢复后写入；如果时间过长，最旧的会丢失并计数。',
    why: ['磁盘已满（ENOSPC）', '目录被删除，或属于其他用户', '文件系统变为只读'],
    do: ['查看有多少行、是什么原因', '$ chatctl status', '$ chatctl doctor storage', '$ df -h'],
  },
  'log-recovered': {
    title: '日志已恢复写入',
    means: '日志的问题已解决，数字表示期间丢失了多少行。',
    why: [],
    do: ['$ chatctl status'],
  },
  'log-not-rotated': {
    title: '日志无法轮转',
    means: '文件无法改名，因此继续增大。没有丢失内容。',
    why: ['服务用户只能写文件，不能写其目录', '同名文件属于其他用户'],
    do: ['$ ls -la /var/log/chatserver', '$ chatctl doctor --fix storage/wrong-owner'],
  },
  'log-reopened': {
    title: '已重新打开日志文件',
    means: '有人要求这样做（SIGUSR2，logrotate 即如此）：旧文件可以压缩或删除了。',
    why: [],
    do: [],
  },
}
