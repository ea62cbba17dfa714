import { formatterWith, mentions, type Remedy, wordsOf } from './symptoms.ts'

/** Only Mistral's formatter keeps these rules of templates; those of other families say themselves what they want. */
const mistral =
  'Use `MistralChatContentFormatter` of @azureml-endpoints/formatters-openai as `contentFormatter`: it keeps the rules of such templates.'

/** What to do about a conversation that does not fit. */
export const shorten = 'Shorten the conversation or lower `maxTokens`.'

/** What to do about a conversation that the model or its template refuses. */
export const conversationRemedies: readonly Remedy[] = [
  [
    mentions(
      /context.{0,12}(?:length|size|window|overflow)|maximum context|max(?:imum)?.{0,10}model.{0,5}len|max_model_len|too many tokens|token (?:limit|count).{0,30}exceed|token limit reached|too_many_prompt_tokens|(?:length|size) of (?:all |the )?messages? is too (?:long|large)|exceed.{0,40}(?:token limit|max(?:imum)? (?:number of )?(?:input )?tokens|maximum (?:allowed )?(?:input|prompt) length)|prompt (?:is )?too (?:long|large)|input (?:is )?too (?:long|large)|(?:prompt|input|request|sequence) (?:token )?(?:length|count).{0,60}(?:exceed|longer|greater|larger|>)|maximum prompt length|max_new_tokens.{0,20}must be <=|inputs?\W{1,3}must have less|(?:inputs?|prompt).{0,5}tokens.{0,60}(?:must|exceed|larger|longer)|reduce the length|range of input length|longer than the (?:model|maximum)|exceeds the limit of \d+|exceed_context_size|larger than the maximum|max allowed tokens|too large for model with|request too large for.{0,200}tokens/i,
    ),
    shorten,
  ],
  [
    mentions(/tool.{0,6}call.{0,6}id.{0,80}(?:length|nine|9|a-z)|id.{0,40}must be a-z, A-Z, 0-9/i),
    'Use `MistralChatContentFormatter` of @azureml-endpoints/formatters-openai as `contentFormatter`: the model takes only ids of nine letters and digits.',
  ],
  [
    mentions(/reasoning_content.{0,80}(?:missing|must|passed back|required)|(?:missing|must).{0,40}reasoning_content/i),
    ({ names }) =>
      `${formatterWith(names)} \`sendReasoning: true\`, and keep the reasoning of assistant messages in the history: the model wants it back.`,
  ],
  [
    mentions(/encrypted content is not supported/i),
    'Create the formatter with `sendReasoning: false`: the model does not encrypt its reasoning.',
  ],
  [
    mentions(/encrypted content.{0,400}could not be|invalid_encrypted_content/i),
    'Create the formatter with `sendReasoning: false`: the reasoning of earlier answers was encrypted by another deployment.',
  ],
  [
    mentions(/signature|thinking.{0,30}blocks?|expected .?(?:redacted_)?thinking/i),
    "Send the model's own thoughts back unchanged, or start the turn again without them: they are signed.",
  ],
  [
    mentions(
      /prefill|must end with a user message|final (?:assistant|message).{0,40}(?:whitespace|user)|last message.{0,40}(?:role|user)|expected last role/i,
    ),
    'End the conversation with a user or a tool message: the model does not continue an answer.',
  ],
  [
    mentions(
      /tool_use.{0,40}without.{0,20}tool_result|tool_calls?.{0,60}must be followed|(?:missing|no).{0,20}(?:tool )?(?:results?|responses?|outputs?).{0,30}(?:tool|function|call)|insufficient tool messages|not the same number of function calls/i,
    ),
    'Send one tool message for each tool call, right after the assistant message that contains the calls.',
  ],
  [
    mentions(
      /unexpected.{0,10}tool_(?:use_id|result)|role.{0,4}tool.{0,40}must be a response|tool message.{0,40}(?:preced|without)|tool_call_id.{0,30}not found|no tool call found for function call output|unexpected role.{0,6}tool/i,
    ),
    'Keep the assistant message with the tool calls in the history, right before their tool messages.',
  ],
  [
    mentions(
      /roles? must alternate|must alternate between|unexpected role|only user(?:,| and) assistant|system role (?:is )?not supported|system (?:message|prompt).{0,30}(?:must be|at the beginning|not supported|only)|invalid_request_message_order|must have either content|roles? (?:order|sequence)/i,
    ),
    mistral,
  ],
  [
    mentions(/developer.{0,30}(?:role|not|unknown|unsupported)|role.{0,20}developer/i),
    "Send the instructions with the role 'system'.",
  ],
  [
    mentions(
      /(?:content|text).{0,40}(?:must|should|cannot|may not).{0,12}(?:be )?(?:non-?empty|empty)|empty (?:content|message)|messages?.{0,30}(?:is|are|be) empty/i,
    ),
    'Leave out messages without content.',
  ],
  [
    mentions(
      /(?:only|at most|maximum of|up to|more than) \d+ images?|too many images|(?:number|limit) of images|images?.{0,30}limit.{0,20}exceeded/i,
    ),
    'Send fewer images: the model limits how many there are in a request.',
  ],
  [
    (symptoms) => mediaRefused(wordsOf(symptoms)) !== undefined,
    (symptoms) =>
      `The model takes no ${mediaRefused(wordsOf(symptoms))}: leave them out, describe them in text, or deploy a model that takes them.`,
  ],
  [
    mentions(
      /content.{0,40}(?:must|should) be (?:a )?(?:valid )?string|invalid type: sequence, expected a string|expected a string, got (?:a )?list/i,
    ),
    'Pass the content of messages as a text instead of a list of parts: this deployment takes no lists.',
  ],
]

const refusal =
  /(?:not|n't|isn't|no|cannot|only) (?:\w+ ){0,3}?(?:support|allow|accept|enabl|valid|multimodal)|unsupported|not a multimodal|only supported by|unknown variant|no endpoints? found that support|mmproj|must be text/i

/** Returns the kind of media that a message refuses. */
function mediaRefused(text: string): string | undefined {
  if (!refusal.test(text)) return undefined
  if (/image|vision|picture|multi-?modal|mmproj/i.test(text)) return 'images'
  if (/audio|speech/i.test(text)) return 'audio'
  if (/video/i.test(text)) return 'videos'
  return /\b(?:input_)?(?:file|document|pdf)s?\b.{0,30}(?:content|input|type|part)/i.test(text) ? 'files' : undefined
}
