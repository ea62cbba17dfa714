// A model's own chat template, from the tokenizer_config.json that is published with it.

import { readFile } from 'node:fs/promises'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { Template } from '@huggingface/jinja'

const file = await readFile(new URL('tokenizer_config.json', import.meta.url), 'utf8')
const { chat_template: source, eos_token } = JSON.parse(file)
const template = new Template(source)

const contentFormatter = new CustomOpenAIContentFormatter({
  // Most servers add the BOS token to the prompt; pass it here if yours does not.
  chatTemplate: (turns) =>
    template.render({ messages: [...turns], add_generation_prompt: true, bos_token: '', eos_token }),
})
const client = new AzureMLEndpointClient({ contentFormatter })
const { text } = await client.chat({ messages: [{ role: 'user', content: 'Why is the sky blue?' }], maxTokens: 100 })
console.log(text)
