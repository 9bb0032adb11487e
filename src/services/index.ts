// Other systems that flows ask over HTTP.

export { openServices } from './service-requests.ts';
export type { ServiceParts, Services } from './service-requests.ts';
export { httpClient } from './http-client.ts';
export type { HttpClientOptions } from './http-client.ts';
export { isPublicAddress } from './public-address.ts';
export { HttpFault } from './ports.ts';
export type { HttpClient, HttpReply, HttpRequest, ServiceAnswer, ServiceRequest } from './ports.ts';
