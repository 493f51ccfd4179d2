import http from "node:http";
import pg from "pg";

// What the API is held against: node:http and pg, one row-secured transaction a request, the same rows as
// `repository.list` gives, and neither session nor membership nor validation. Prints its port.

const [url = "", organizationId = "", userId = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10, options: "-c role=app_login" });

http
  .createServer(async (_, response) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query(
        "select set_config('role', 'app_tenant', true), set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true)",
        [organizationId, userId],
      );
      const { rows } = await client.query(
        "select * from repository order by created_at desc, id desc limit 20",
      );
      await client.query("commit");
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(rows));
    } finally {
      client.release();
    }
  })
  .listen(0, "127.0.0.1", function (this: http.Server) {
    const address = this.address();
    console.log(`port ${typeof address === "object" ? address?.port : ""}`);
  });
