/** The parts of a Postman Collection v2.1 that are used here. */
export interface PostmanCollection {
  readonly info: { readonly name: string; readonly description: string; readonly schema: string };
  readonly item: readonly (PostmanFolder | PostmanItem)[];
  readonly auth?: PostmanAuth;
  readonly event?: readonly PostmanEvent[];
  readonly variable: readonly PostmanVariable[];
}

/** A folder of requests. */
export interface PostmanFolder {
  readonly name: string;
  readonly item: readonly PostmanItem[];
}

/** A named request. */
export interface PostmanItem {
  readonly name: string;
  readonly request: PostmanRequest;
}

/** The content of a request. */
export interface PostmanRequest {
  readonly method: string;
  readonly description?: string;
  readonly auth?: PostmanAuth;
  readonly header: readonly KeyValue[];
  readonly url: PostmanUrl;
  readonly body?: PostmanBody;
}

/** A name and a value, in which `{{…}}` refers to a variable. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A variable of the collection. */
export interface PostmanVariable extends KeyValue {
  readonly description?: string;
}

/** A URL in parts. */
export interface PostmanUrl {
  readonly raw: string;
  readonly host: readonly string[];
  readonly path: readonly string[];
  readonly query?: readonly KeyValue[];
  readonly variable?: readonly KeyValue[];
}

/** A body, by mode. */
export type PostmanBody =
  | { readonly mode: "raw"; readonly raw: string; readonly options?: object }
  | { readonly mode: "urlencoded"; readonly urlencoded: readonly KeyValue[] }
  | { readonly mode: "formdata"; readonly formdata: readonly FormField[] }
  | { readonly mode: "file"; readonly file: { readonly src: string } };

/** A field of a form. */
export type FormField =
  | {
      readonly key: string;
      readonly type: "text";
      readonly value: string;
      readonly contentType?: string;
    }
  | { readonly key: string; readonly type: "file"; readonly src: string };

/** How a request is authenticated. */
export type PostmanAuth =
  | { readonly type: "noauth" }
  | { readonly type: "bearer"; readonly bearer: readonly KeyValue[] }
  | { readonly type: "basic"; readonly basic: readonly KeyValue[] }
  | { readonly type: "apikey"; readonly apikey: readonly KeyValue[] };

/** A script that runs before each request. */
export interface PostmanEvent {
  readonly listen: "prerequest";
  readonly script: { readonly type: "text/javascript"; readonly exec: readonly string[] };
}
