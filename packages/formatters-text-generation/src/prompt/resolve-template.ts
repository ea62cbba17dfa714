import { ConfigurationError, printable } from '@azureml-endpoints/core'
import { type ChatTemplate, type ChatTemplateName, chatTemplates } from './chat-template.ts'

/** The options of a formatter that determine its prompts. */
export interface TemplateOptions {
  readonly chatTemplate?: ChatTemplateName | ChatTemplate | undefined
  readonly addBosToken?: boolean | undefined
}

/** Resolves the template and the BOS token of a formatter's options, which may come from a program without types. */
export function resolveTemplate({ chatTemplate = 'plain', addBosToken }: TemplateOptions): ChatTemplate {
  if (typeof chatTemplate === 'function') {
    if (addBosToken === true) throw noBosToken('a function, which has to render it')
    return checkedTemplate(chatTemplate)
  }
  if (typeof chatTemplate !== 'string' || !Object.hasOwn(chatTemplates, chatTemplate)) throw unknown(chatTemplate)
  const template = chatTemplates[chatTemplate]
  if (addBosToken !== true) return template
  const bosToken = bosTokens.get(chatTemplate)
  if (bosToken === undefined) throw noBosToken(`'${chatTemplate}', whose models have none`)
  return (turns) => bosToken + template(turns)
}

const bosTokens: ReadonlyMap<ChatTemplateName, string> = new Map<ChatTemplateName, string>([
  ['llama3', '<|begin_of_text|>'],
  ...(
    [
      'llama2',
      'mistral-v0.1',
      'mistral-v0.2',
      'mistral-v0.3',
      'mistral-nemo',
      'mistral',
      'phi3',
      'phi',
      'zephyr',
    ] as const
  ).map((name) => [name, '<s>'] as const),
])

function checkedTemplate(template: ChatTemplate): ChatTemplate {
  return (turns) => {
    const prompt: unknown = template(turns)
    if (typeof prompt === 'string') return prompt
    const message = `The function \`chatTemplate\` returned ${prompt === null ? 'null' : typeof prompt}. Return the prompt as a string.`
    throw new ConfigurationError(message, { setting: 'chatTemplate' })
  }
}

function unknown(given: unknown): ConfigurationError {
  const shown = typeof given === 'string' ? `'${printable(given.slice(0, 100))}'` : `of type ${typeof given}`
  const names = Object.keys(chatTemplates).map((name) => `'${name}'`)
  const message = `\`chatTemplate\` is ${shown}. Pass ${names.join(', ')}, or a function that renders the model's own template.`
  return new ConfigurationError(message, { setting: 'chatTemplate' })
}

function noBosToken(what: string): ConfigurationError {
  const message = `\`addBosToken\` is true, but \`chatTemplate\` is ${what}. Leave \`addBosToken\` out.`
  return new ConfigurationError(message, { setting: 'addBosToken' })
}
