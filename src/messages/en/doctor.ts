export const doctor = {
  unseen: 'could not be seen ({{fact}}): {{detail}}',
  unseenNeeds: 'could not be seen ({{fact}}): {{detail}}; it would need {{needs}}',
  crashed: 'the check itself failed: {{detail}}',
} as const
