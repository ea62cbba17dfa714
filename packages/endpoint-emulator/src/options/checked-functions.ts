import { ErrorResponse, jsonResponse } from '../http/response.ts'
import type { Fault } from '../script/fault.ts'
import type { Reply } from '../script/reply.ts'
import { checkFaults, checkReplies } from './option-checks.ts'
import type { EmulatedDeployment, EmulatedEndpoint, EndpointEmulatorOptions } from './options.ts'

/** Makes the functions among the options check what they return, when they return it. */
export function checkFunctions(options: EndpointEmulatorOptions): EndpointEmulatorOptions {
  return {
    ...checkEndpoint(options),
    endpoints: options.endpoints?.map((endpoint) => ({ ...endpoint, ...checkEndpoint(endpoint) })),
  }
}

/** Makes a function among the replies check what it returns. */
export function checkReply(reply: Reply): Reply {
  if (typeof reply !== 'function') return reply
  return async (request) => {
    const made = await reply(request)
    if (made !== undefined) respondIfInvalid(() => checkReplies([made]))
    return made
  }
}

function checkEndpoint<Options extends EmulatedEndpoint>(options: Options): Options {
  const { replies, faults, deployments } = options
  return {
    ...options,
    replies: replies?.map(checkReply),
    faults: typeof faults === 'function' ? checkFault(faults) : faults,
    deployments: deployments?.map(checkDeployment),
  }
}

function checkDeployment(deployment: EmulatedDeployment): EmulatedDeployment {
  return { ...deployment, replies: deployment.replies?.map(checkReply) }
}

type FaultFunction = Extract<NonNullable<EmulatedEndpoint['faults']>, (...request: never[]) => unknown>

function checkFault(choose: FaultFunction): FaultFunction {
  return (request): Fault | undefined => {
    const made = choose(request)
    if (made !== undefined) respondIfInvalid(() => checkFaults([made]))
    return made
  }
}

/** The test that made the function sees why in the response. */
function respondIfInvalid(check: () => void): void {
  try {
    check()
  } catch (error) {
    const message = `A function returned an invalid value. ${error instanceof Error ? error.message : String(error)}`
    throw new ErrorResponse(jsonResponse(500, { error: { code: 'bad_function', message } }))
  }
}
