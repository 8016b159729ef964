export const doctor = {
  unseen: '无法查看（{{fact}}）：{{detail}}',
  unseenNeeds: '无法查看（{{fact}}）：{{detail}}；需要 {{needs}}',
  crashed: '检查程序自身出错：{{detail}}',
}
