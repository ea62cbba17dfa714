import type { ReactNode } from 'react'
import type { OperationRequest } from '../../../contract/operation-contract.ts'
import { operationSample } from '../../code-samples/code-sample.ts'
import { CurlView } from './curl-view.tsx'
import { type CodeForm, TypeScriptView } from './typescript-view.tsx'

/** What to show, and how. */
export interface OperationCodeProps {
  readonly form: CodeForm
  readonly request: OperationRequest
}

/** The form of an operation as code. */
export function OperationCode({ form, request }: OperationCodeProps): ReactNode {
  if (form === 'curl') return <CurlView operation={request.operation} request={request} />
  return <TypeScriptView entryPoint={form} generate={(target) => operationSample(form, request, target)} />
}
