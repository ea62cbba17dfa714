import type { PipelineResponse } from '@azure/core-rest-pipeline'
import { isFields } from '@azureml-endpoints/core'
import { textOf } from './arm-fields.ts'

/** The message for a response that is neither a result nor an Azure error. */
export const notExpected = 'The response is not of the expected form.'

/** A failure of the control plane. Unlike the errors of Microsoft's client, it contains neither the request nor the response. */
export class ResponseError extends Error {
  readonly statusCode: number
  readonly code: string | undefined
  readonly headers: PipelineResponse['headers']

  constructor({ status, headers }: PipelineResponse, error: unknown) {
    const { code, message } = isFields(error) ? error : {}
    super(textOf(message) ?? notExpected)
    this.statusCode = status
    this.code = textOf(code)
    this.headers = headers
  }
}

/** What an error response says. */
interface Refusal {
  readonly status: number | undefined
  readonly code: string | undefined
  readonly message: string
}

/**
 * Returns whether a workspace behind a private link refused a request from another network. The status alone looks like that of
 * an identity without a right, or of a failure that may pass.
 */
export function isNetworkDenial({ status, code = '', message }: Refusal): boolean {
  if (status !== 401 && status !== 403 && status !== 502) return false
  // Names of resources, which messages quote, have no spaces.
  return /\bprivate (?:link|endpoint)s?\b|\bpublic network access\b/i.test(message) || denialCodes.test(code)
}

const denialCodes = /private_?(?:link|endpoint)|public_?network_?access/i

/** Parses the body of a response; `undefined` if it is no JSON object. */
export function bodyOf({ bodyAsText }: PipelineResponse): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bodyAsText ?? '')
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
