import { type GeneratedAudio, jsonHazard, type Source } from '@azureml-endpoints/core'
import type { ContentBlock } from '@langchain/core/messages'
import { secondsOf } from './metadata.ts'

/** What an answer, or a piece of one, has beside its text and its tool calls. */
interface Beside {
  readonly reasoning?: string | undefined
  readonly refusal?: string | undefined
  readonly sources?: readonly Source[] | undefined
  readonly audio?: GeneratedAudio | undefined
}

/**
 * Returns the `additional_kwargs` of an answer or a piece of one: the refusal and the recording as LangChain's OpenAI models have
 * them, and the sources as LangChain's standard citations.
 */
export function answerKwargs({ reasoning, refusal, sources, audio }: Beside): Record<string, unknown> {
  const kwargs: Record<string, unknown> = {}
  if (reasoning) kwargs['reasoning_content'] = reasoning
  if (refusal) kwargs['refusal'] = refusal
  if (sources !== undefined && sources.length > 0) kwargs['citations'] = sources.map(toCitation)
  if (audio !== undefined) kwargs['audio'] = audioKwargs(audio)
  return kwargs
}

/** The key under which LangChain's OpenAI models store the raw answer, or a raw event of a stream. */
export const rawKey = '__raw_response'

/** Adds the answer as the endpoint sent it, unless LangChain could not copy it. */
export function addRaw(kwargs: Record<string, unknown>, raw: unknown): Record<string, unknown> {
  if (raw !== undefined && jsonHazard(raw) === undefined) kwargs[rawKey] = raw
  return kwargs
}

/** Removes what earlier pieces of a recording had, because LangChain joins strings and adds numbers. */
export function laterAudio(audio: GeneratedAudio, known: GeneratedAudio): GeneratedAudio {
  return {
    ...audio,
    ...(known.id !== undefined && { id: undefined }),
    ...(known.mediaType !== undefined && { mediaType: undefined }),
    ...(known.expiresAt !== undefined && { expiresAt: undefined }),
  }
}

function toCitation({ url, title, text }: Source): ContentBlock.Citation {
  return {
    type: 'citation',
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(text !== undefined && { citedText: text }),
  }
}

function audioKwargs({ id, data, transcript, mediaType, expiresAt }: GeneratedAudio): Record<string, unknown> {
  return {
    ...(id !== undefined && { id }),
    ...(data !== undefined && { data }),
    ...(transcript !== undefined && { transcript }),
    ...(expiresAt !== undefined && { expires_at: secondsOf(expiresAt) }),
    ...(mediaType !== undefined && { mime_type: mediaType }),
  }
}
