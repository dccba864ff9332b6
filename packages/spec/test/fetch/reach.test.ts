import { expect, test } from "vitest";
import { reachOf } from "../../src/fetch/network.ts";

test.for([
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255"],
  ...["192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::ffff:10.0.0.1"],
  ...["::ffff:169.254.169.254", "64:ff9b::a00:1", "fc00::1", "fd00::1", "fe80::1", "2001:db8::1"],
  ...["2001::1", "2002:a00:1::", "ff02::1", "4000::1", "100::1", "", "localhost"],
])("treats %j as private", (address) => {
  expect(reachOf(address)).toBe("private");
});

test.for(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])(
  "treats %s as this machine",
  (address) => {
    expect(reachOf(address)).toBe("loopback");
  },
);

test.for([...["1.1.1.1", "172.32.0.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"]])(
  "treats %s as public",
  (address) => {
    expect(reachOf(address)).toBe("public");
  },
);
