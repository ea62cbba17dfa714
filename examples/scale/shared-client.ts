// One client for the whole process: it keeps no state between calls, so conversations cannot mix.

import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter })

async function answer(question: string): Promise<string> {
  return (await client.chat({ messages: [{ role: 'user', content: question }] })).text
}

const questions = Array.from({ length: 20 }, (_, number) => `Is ${number} a prime number?`)
const answers = await Promise.all(questions.map(answer))
console.log(answers.length, 'answers, of which', new Set(answers).size, 'differ')
