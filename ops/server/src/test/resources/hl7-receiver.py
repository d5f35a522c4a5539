"""Receives HL7 v2 messages with python3-hl7, acknowledges them, and prints of each: study, number of instances, control id."""

import asyncio
import sys

from hl7.mllp import start_hl7_server


async def serve(reader, writer):
    try:
        while not writer.is_closing():
            message = await reader.readmessage()
            study = str(message.segments("OBX")[0][5])
            instances = str(message.segments("OBX")[2][5])
            print(study, instances, message.segment("MSH")[10], flush=True)
            writer.writemessage(message.create_ack())
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


async def main():
    async with await start_hl7_server(serve, host="127.0.0.1", port=int(sys.argv[1])) as server:
        await server.serve_forever()


asyncio.run(main())
