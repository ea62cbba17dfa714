// An object that fills up while the model writes it.

import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import { Output, streamText } from 'ai'
import { z } from 'zod'

const recipe = z.object({ name: z.string(), steps: z.array(z.string()) })

const { partialOutputStream, output } = streamText({
  model: azureML(),
  prompt: 'How do I boil an egg?',
  output: Output.object({ schema: recipe, name: 'recipe' }),
})
for await (const partial of partialOutputStream) console.log(partial.steps?.length ?? 0, 'steps so far')
console.log(await output) // only the whole object is checked
