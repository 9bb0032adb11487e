// The dialogue that SIPp plays, as its XML: dial, listen, press 1, listen to the second prompt, be hung up on.
// Not here: running it (sipp.ts).

/** How long a caller listens before the key, in milliseconds. */
export const listenMs = 500;

/** Longer than this no step of a healthy call takes, in milliseconds: beyond it the call counts as failed. */
const limits = { answerMs: 4_000, keyMs: 2_000, byeMs: 2_500 } as const;

const request = (method: string, cseq: number, more: string, body = ''): string => `<![CDATA[
      ${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      From: <sip:+33612345678@[local_ip]:[local_port]>;tag=[pid]load[call_number]
      To: <sip:[service]@[remote_ip]:[remote_port]>${method === 'INVITE' ? '' : '[peer_tag_param]'}
      Call-ID: [call_id]
      CSeq: ${cseq} ${method === 'ACK' ? 'ACK' : method}
      Contact: <sip:load@[local_ip]:[local_port]>
      Max-Forwards: 70
      ${more}Content-Length: [len]

${body}    ]]>`;

const sdp = `      v=0
      o=load 1 1 IN IP[local_ip_type] [local_ip]
      s=-
      c=IN IP[media_ip_type] [media_ip]
      t=0 0
      m=audio [auto_media_port] RTP/AVP 8
      a=rtpmap:8 PCMA/8000
      a=ptime:20
`;

const key = `      Signal=1
      Duration=100
`;

/** The scenario file. A key that is lost leaves the first prompt playing, and the BYE then comes too late. */
export const scenario = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE scenario SYSTEM "sipp.dtd">
<scenario name="ivr">
  <send retrans="500" start_rtd="1">
    ${request('INVITE', 1, 'Content-Type: application/sdp\n      ', sdp)}
  </send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rtd="1" timeout="${limits.answerMs}"/>
  <send>
    ${request('ACK', 1, '')}
  </send>
  <pause milliseconds="${listenMs}"/>
  <send retrans="500">
    ${request('INFO', 2, 'Content-Type: application/dtmf-relay\n      ', key)}
  </send>
  <recv response="200" timeout="${limits.keyMs}"/>
  <recv request="BYE" timeout="${limits.byeMs}"/>
  <send>
    <![CDATA[
      SIP/2.0 200 OK
      [last_Via:]
      [last_From:]
      [last_To:]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0

    ]]>
  </send>
</scenario>
`;
