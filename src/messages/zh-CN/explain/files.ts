import type { files as en } from '../../en/explain/files.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const files: TranslatedTopics<typeof en> = {
  'file-refused': {
    title: '上传被拒绝',
    means: '文件没有被接收：文件名、类型、大小或编码不允许，或达到了 files 部分的限制。',
    why: [
      '超过 files.max_file_bytes（默认 10 MB）',
      '扩展名不在允许的列表中',
      '没有文件名，或不是有效的 base64',
      '该地址或服务器的空间已用完',
    ],
    do: [
      '查看已保存多少',
      '$ chatctl files',
      '查看各项限制；每一项都可以用 chatctl config set 修改',
      '$ chatctl config get files',
      '大文件请压缩成小于 10 MB 的 .zip',
    ],
  },
  'file-low-disk': {
    title: '磁盘将满，上传被拒绝',
    means: '保存后数据目录所在磁盘的可用空间会低于 files.min_free_bytes。文字聊天不受影响。',
    why: ['日志或备份占满磁盘', '保存了很多上传的文件'],
    do: ['$ chatctl doctor storage', '$ df -h', '$ chatctl files'],
  },
  'file-failed': {
    title: '文件无法保存、读取或删除',
    means: '磁盘拒绝了操作，日志中记录了系统错误。',
    why: ['磁盘已满（ENOSPC）', '数据目录属于其他用户（EACCES）', '有人手动删除了文件或其目录'],
    do: ['$ chatctl doctor storage', '$ chatctl logs --level ERROR -n 20'],
  },
  'file-gone': {
    title: '文件已不存在',
    means:
      '上传的文件保留 security.file_expire_hours 小时（默认 24），且只在服务器运行期间保留，重启后目录会清空。',
    why: ['已过期', '服务器重启过', '文件编号不对'],
    do: [
      '查看现有的文件',
      '$ chatctl files',
      '保留更久',
      '$ chatctl config set security.file_expire_hours 48',
    ],
  },
  'file-done': {
    title: '文件已保存、通知或下载',
    means: '上传和下载的正常日志。',
    why: [],
    do: ['$ chatctl files'],
  },
}
