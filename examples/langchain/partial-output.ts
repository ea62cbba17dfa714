// An object that fills up while the model writes it.

import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { JsonOutputParser } from '@langchain/core/output_parsers'
import { z } from 'zod'

const recipe = z.object({ name: z.string(), steps: z.array(z.string()) })

const model = new AzureMLChatOnlineEndpoint({
  responseFormat: { type: 'json', name: 'recipe', schema: z.toJSONSchema(recipe) },
})
const chain = model.pipe(new JsonOutputParser<Partial<z.infer<typeof recipe>>>())

let latest: unknown
for await (const partial of await chain.stream('How do I boil an egg?')) {
  console.log(partial.steps?.length ?? 0, 'steps so far')
  latest = partial
}
console.log(recipe.parse(latest)) // only the whole object is checked
