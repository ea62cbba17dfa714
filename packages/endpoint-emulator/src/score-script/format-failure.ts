import { formatAsFastApi } from '../failures/gateway-errors.ts'
import type { FormatFailure } from '../failures/failure.ts'
import { scriptError, serverError } from './aml-response.ts'

/** Formats failures as Microsoft's inference server does. */
export const formatAsScriptServer: FormatFailure = (failure) => {
  switch (failure.kind) {
    case 'model':
      return scriptError
    case 'not-found':
      return serverError(404, notFound)
    case 'method-not-allowed':
      return serverError(405, 'The method is not allowed for the requested URL.')
    case 'too-large':
      return serverError(413, `The request body is larger than ${failure.limit} bytes.`)
    default:
      return formatAsFastApi(failure)
  }
}

const notFound =
  'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'
