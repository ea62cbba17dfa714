import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  streamText,
  toUIMessageStream,
  type UIMessage,
} from 'ai'

export const maxDuration = 300 // seconds that an answer may take on Vercel

export async function POST(request: Request) {
  const { messages } = (await request.json()) as { messages: UIMessage[] }
  const { stream } = streamText({
    model: azureML('my-deepseek'), // the name of your deployment
    messages: await convertToModelMessages(messages),
    abortSignal: request.signal, // ends the request when the user leaves or presses Stop
  })
  return createUIMessageStreamResponse({
    stream: toUIMessageStream({ stream, onError: () => 'The model is not available.' }), // for the page; by default "An error occurred."
  })
}
