import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

/** A transparent pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Creates an MCP server with a tool that answers, one that shows and one that fails. */
export function createServer(): McpServer {
  const server = new McpServer({ name: 'weather', version: '1.0.0' })
  const city = { city: z.string() }
  server.registerTool('weather', { description: 'Tells the weather.', inputSchema: city }, (input) => ({
    content: [{ type: 'text', text: `21 degrees in ${input.city}` }],
  }))
  server.registerTool('map', { description: 'Shows the weather.', inputSchema: city }, (input) => ({
    content: [
      { type: 'text', text: `A map of ${input.city}` },
      { type: 'image', data: pixel, mimeType: 'image/png' },
    ],
  }))
  server.registerTool('forecast', { description: 'Tells tomorrow’s weather.', inputSchema: city }, () => ({
    isError: true,
    content: [{ type: 'text', text: 'The forecast is not out yet' }],
  }))
  return server
}

// The program that a client starts.
if (process.argv[1] === import.meta.filename) await createServer().connect(new StdioServerTransport())
