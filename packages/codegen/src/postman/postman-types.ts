/** A Postman Collection v2.1, as far as one is written here. */
export interface PostmanCollection {
  readonly info: { readonly name: string; readonly description: string; readonly schema: string };
  readonly item: readonly (PostmanFolder | PostmanItem)[];
  readonly auth?: PostmanAuth;
  readonly event?: readonly PostmanEvent[];
  readonly variable: readonly PostmanVariable[];
}

/** The requests of a group. */
export interface PostmanFolder {
  readonly name: string;
  readonly item: readonly PostmanItem[];
}

/** One request. */
export interface PostmanItem {
  readonly name: string;
  readonly request: PostmanRequest;
}

/** What a request is sent with. */
export interface PostmanRequest {
  readonly method: string;
  readonly description?: string;
  readonly auth?: PostmanAuth;
  readonly header: readonly KeyValue[];
  readonly url: PostmanUrl;
  readonly body?: PostmanBody;
}

/** A name with a value, in which `{{…}}` stands for a variable. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A variable of the collection. */
export interface PostmanVariable extends KeyValue {
  readonly description?: string;
}

/** An address in parts. */
export interface PostmanUrl {
  readonly raw: string;
  readonly host: readonly string[];
  readonly path: readonly string[];
  readonly query?: readonly KeyValue[];
  readonly variable?: readonly KeyValue[];
}

/** A body by its mode. */
export type PostmanBody =
  | { readonly mode: "raw"; readonly raw: string; readonly options?: object }
  | { readonly mode: "urlencoded"; readonly urlencoded: readonly KeyValue[] }
  | { readonly mode: "formdata"; readonly formdata: readonly FormField[] }
  | { readonly mode: "file"; readonly file: { readonly src: string } };

/** A field of a form. */
export type FormField =
  | { readonly key: string; readonly type: "text"; readonly value: string }
  | { readonly key: string; readonly type: "file"; readonly src: string };

/** How a caller makes itself known. */
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
