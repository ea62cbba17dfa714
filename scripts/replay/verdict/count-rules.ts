import type { Rule } from './rule.ts'

/** Why token counts are not always those that were sent. */
export const countRules: readonly Rule[] = [
  {
    reason: 'a prompt or a total of 0 tokens cannot be true, so it counts as absent',
    explains: ({ field, naive, ours }) =>
      (field === 'usage.inputTokens' || field === 'usage.totalTokens') && naive === 0 && ours === undefined,
  },
  {
    reason: 'an answer whose counts are all 0 has none',
    explains: ({ field, naive, ours }, { ours: { usage } }) =>
      field.startsWith('usage.') && naive === 0 && ours === undefined && usage === undefined,
  },
  {
    reason: 'more cached tokens than prompt tokens (Grok counts a hidden prompt) are as many as the prompt has',
    explains: ({ field, naive, ours }, { naive: { usage } }) =>
      field === 'usage.cachedInputTokens' && Number(naive) > Number(usage?.inputTokens) && ours === usage?.inputTokens,
  },
  {
    reason:
      'what the total has more than prompt and output belongs to the prompt (recordings) or to the output (reasoning)',
    explains: ({ field, ours }, { naive: { usage } }) => {
      const { inputTokens = 0, outputTokens = 0, totalTokens = 0 } = usage ?? {}
      if (field === 'usage.inputTokens') return ours === totalTokens - outputTokens
      return field === 'usage.outputTokens' && ours === totalTokens - inputTokens
    },
  },
]
